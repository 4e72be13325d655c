CREATE TABLE "teams_conversations" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"tenant_id" text NOT NULL,
	"service_url" text NOT NULL,
	"account" text,
	"user_id" text,
	"welcomed_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sent_cards" ADD COLUMN "key" text;--> statement-breakpoint
CREATE INDEX "teams_conversations_account" ON "teams_conversations" USING btree ("account");--> statement-breakpoint
CREATE INDEX "teams_conversations_teams" ON "teams_conversations" USING btree ("tenant_id") WHERE "teams_conversations"."kind" = 'team';--> statement-breakpoint
CREATE INDEX "sent_cards_key" ON "sent_cards" USING btree ("key") WHERE "sent_cards"."key" is not null;