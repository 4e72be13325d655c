CREATE TABLE "rate_buckets" (
	"name" text PRIMARY KEY NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"paused_until" timestamp (3) with time zone
);
--> statement-breakpoint
DROP INDEX "notices_due";--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "lane" text;--> statement-breakpoint
CREATE INDEX "notices_lane" ON "notices" USING btree ("lane","due_at") WHERE "notices"."state" = 'waiting' and "notices"."lane" is not null;--> statement-breakpoint
CREATE INDEX "notices_due" ON "notices" USING btree ("due_at") WHERE "notices"."state" = 'waiting' and "notices"."lane" is null;