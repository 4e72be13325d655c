CREATE TABLE "products" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"details" jsonb NOT NULL,
	"added_by" uuid,
	"added_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "request_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"person_id" uuid,
	"words" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_reviews" (
	"request_id" uuid NOT NULL,
	"stage" integer NOT NULL,
	"reviewer_group" text NOT NULL,
	"assignee_id" uuid,
	"since" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"reminded_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "request_reviews_request_id_stage_reviewer_group_pk" PRIMARY KEY("request_id","stage","reviewer_group")
);
--> statement-breakpoint
ALTER TABLE "request_steps" ADD COLUMN "groups" text;--> statement-breakpoint
ALTER TABLE "request_steps" ADD COLUMN "asked" jsonb;--> statement-breakpoint
ALTER TABLE "request_steps" ADD COLUMN "to_person_id" uuid;--> statement-breakpoint
ALTER TABLE "request_steps" ADD COLUMN "to_group" text;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "component" text;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "route" jsonb;--> statement-breakpoint
-- What was handed in before there were routes goes on with the one group that it was given to.
UPDATE "requests" SET "facts" = '{"risk": {"score": 0, "lines": []}}',
	"route" = jsonb_build_object('lane', 'review', 'title', 'Review', 'why', jsonb_build_array(), 'stages', jsonb_build_array(
		jsonb_build_object('title', 'Review', 'needs', 'any', 'groups', jsonb_build_array("reviewers"))));--> statement-breakpoint
UPDATE "request_steps" SET "asked" = "requests"."asked" FROM "requests"
	WHERE "requests"."id" = "request_steps"."request_id" AND "request_steps"."step" = 'submit';--> statement-breakpoint
UPDATE "request_steps" SET "groups" = "requests"."reviewers" FROM "requests"
	WHERE "requests"."id" = "request_steps"."request_id" AND "request_steps"."step" IN ('approve', 'approve-with-conditions', 'reject', 'ask', 'undo');--> statement-breakpoint
INSERT INTO "request_reviews" ("request_id", "stage", "reviewer_group", "since", "closed_at")
	SELECT "id", 0, "reviewers", "submitted_at", "closed_at" FROM "requests";--> statement-breakpoint
ALTER TABLE "requests" ALTER COLUMN "facts" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "requests" ALTER COLUMN "route" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_added_by_people_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_notes" ADD CONSTRAINT "request_notes_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_notes" ADD CONSTRAINT "request_notes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_reviews" ADD CONSTRAINT "request_reviews_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_reviews" ADD CONSTRAINT "request_reviews_assignee_id_people_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "products_key" ON "products" USING btree ("key");--> statement-breakpoint
CREATE INDEX "request_notes_request" ON "request_notes" USING btree ("request_id","at");--> statement-breakpoint
CREATE INDEX "request_reviews_group" ON "request_reviews" USING btree ("reviewer_group","since") WHERE "request_reviews"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "request_reviews_assignee" ON "request_reviews" USING btree ("assignee_id") WHERE "request_reviews"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "request_reviews_due" ON "request_reviews" USING btree ("due_at") WHERE "request_reviews"."closed_at" is null;--> statement-breakpoint
ALTER TABLE "request_steps" ADD CONSTRAINT "request_steps_to_person_id_people_id_fk" FOREIGN KEY ("to_person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "requests_component" ON "requests" USING btree ("component","changed_at");--> statement-breakpoint
CREATE INDEX "requests_closed" ON "requests" USING btree ("form","matter","closed_at");