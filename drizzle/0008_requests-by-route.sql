DROP INDEX "requests_reviewers";--> statement-breakpoint
ALTER TABLE "requests" DROP COLUMN "reviewers";