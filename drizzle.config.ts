import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/foundation/store/schema.ts',
    './src/foundation/store/tables/broadcasts.ts',
    './src/foundation/store/tables/installations.ts',
    './src/foundation/store/tables/package-facts.ts',
    './src/foundation/store/tables/policies.ts',
    './src/foundation/store/tables/absences.ts',
    './src/foundation/store/tables/products.ts',
    './src/foundation/store/tables/questions.ts',
    './src/foundation/store/tables/rate-buckets.ts',
    './src/foundation/store/tables/requests.ts',
  ],
  out: './drizzle',
});
