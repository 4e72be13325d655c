CREATE TABLE "request_steps" (
	"request_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"step" text NOT NULL,
	"person_id" uuid,
	"words" text,
	"alternative" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "requests_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"form" text NOT NULL,
	"form_version" integer NOT NULL,
	"asked" jsonb NOT NULL,
	"title" text NOT NULL,
	"matter" text NOT NULL,
	"requester_id" uuid,
	"reviewers" text NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "request_steps" ADD CONSTRAINT "request_steps_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_steps" ADD CONSTRAINT "request_steps_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_requester_id_people_id_fk" FOREIGN KEY ("requester_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "request_steps_version" ON "request_steps" USING btree ("request_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "requests_number" ON "requests" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "requests_open_matter" ON "requests" USING btree ("form","matter") WHERE "requests"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "requests_requester" ON "requests" USING btree ("requester_id","changed_at");--> statement-breakpoint
CREATE INDEX "requests_reviewers" ON "requests" USING btree ("reviewers","submitted_at") WHERE "requests"."closed_at" is null;