CREATE TABLE "feedback" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid,
	"about" jsonb NOT NULL,
	"card" text,
	"reason" text NOT NULL,
	"comment" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"handled_at" timestamp (3) with time zone,
	"handled_by" uuid
);
--> statement-breakpoint
CREATE TABLE "form_drafts" (
	"person_id" uuid NOT NULL,
	"form" text NOT NULL,
	"context" text NOT NULL,
	"answers" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "form_drafts_person_id_form_context_pk" PRIMARY KEY("person_id","form","context")
);
--> statement-breakpoint
CREATE TABLE "web_changes" (
	"id" integer PRIMARY KEY NOT NULL,
	"last" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "web_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"change" bigint NOT NULL,
	"author" text NOT NULL,
	"content" jsonb,
	"answers" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"edited_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "web_reads" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"change" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_handled_by_people_id_fk" FOREIGN KEY ("handled_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_drafts" ADD CONSTRAINT "form_drafts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "web_messages" ADD CONSTRAINT "web_messages_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "web_reads" ADD CONSTRAINT "web_reads_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feedback_open" ON "feedback" USING btree ("created_at") WHERE "feedback"."handled_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "web_messages_change" ON "web_messages" USING btree ("change");--> statement-breakpoint
CREATE INDEX "web_messages_conversation" ON "web_messages" USING btree ("person_id","position");--> statement-breakpoint
CREATE INDEX "web_messages_answers" ON "web_messages" USING btree ("answers");