CREATE TABLE "handbook_files" (
	"file" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "question_askers" (
	"question_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "question_askers_question_id_person_id_pk" PRIMARY KEY("question_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"words" text NOT NULL,
	"times" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_by" uuid,
	"answer" text,
	"added_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "question_askers" ADD CONSTRAINT "question_askers_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_askers" ADD CONSTRAINT "question_askers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_closed_by_people_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "question_askers_person" ON "question_askers" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "questions_open" ON "questions" USING btree ("words") WHERE "questions"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "questions_last_at" ON "questions" USING btree ("last_at") WHERE "questions"."closed_at" is null;