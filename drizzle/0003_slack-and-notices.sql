CREATE TABLE "installations" (
	"id" text PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"matter" text NOT NULL,
	"recipient" text NOT NULL,
	"wanted" integer NOT NULL,
	"sent" integer NOT NULL,
	"state" text NOT NULL,
	"message" text,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"failure" text,
	"lease_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "received" (
	"id" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"body" jsonb,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"holder" text NOT NULL,
	"done_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sent_cards" (
	"message" text PRIMARY KEY NOT NULL,
	"card" jsonb NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "checked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "feedback" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "thread_memory" ADD COLUMN "earlier" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once" ON "notices" USING btree ("kind","matter","recipient");--> statement-breakpoint
CREATE INDEX "notices_due" ON "notices" USING btree ("due_at") WHERE "notices"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "notices_trouble" ON "notices" USING btree ("changed_at") WHERE "notices"."state" in ('dead', 'unreachable');--> statement-breakpoint
CREATE INDEX "received_open" ON "received" USING btree ("platform","lease_until") WHERE "received"."done_at" is null;--> statement-breakpoint
CREATE INDEX "received_at" ON "received" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "sent_cards_sent_at" ON "sent_cards" USING btree ("sent_at");--> statement-breakpoint
CREATE INDEX "accounts_email" ON "accounts" USING btree ("email");--> statement-breakpoint
-- The names of messages now say on which platform they stand.
UPDATE "feedback" SET "card" = 'persona:' || "card" WHERE "card" IS NOT NULL;
