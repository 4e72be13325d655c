import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/foundation/store/schema.ts', './src/foundation/store/tables/questions.ts'],
  out: './drizzle',
});
