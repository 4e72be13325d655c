DROP INDEX "requests_reviewers";--> statement-breakpoint
CREATE INDEX "requests_waiting" ON "requests" USING btree ("submitted_at") WHERE "requests"."state" = 'in-review';--> statement-breakpoint
ALTER TABLE "requests" DROP COLUMN "reviewers";