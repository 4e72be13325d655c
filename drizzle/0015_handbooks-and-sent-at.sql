CREATE TABLE "handbooks" (
	"stage" text PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"sections" jsonb NOT NULL,
	"settled_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "sent_at" timestamp (3) with time zone;--> statement-breakpoint
DELETE FROM "notices" WHERE "kind" IN ('request.reminder', 'broadcast.reminder') AND "state" <> 'sent';