import { registerHooks } from 'node:module';

/**
 * Loads drizzle-orm's CommonJS build instead of its ES modules, which Node reads one by one, going through
 * the package's 180 KB package.json for each: 1.1 s and 240 MB as ES modules, 0.1 s and 60 MB so.
 * To be called before anything imports drizzle-orm.
 */
export function loadDrizzleAsCommonJs(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const isDrizzle = specifier === 'drizzle-orm' || specifier.startsWith('drizzle-orm/');
      if (!isDrizzle) return next(specifier, context);
      const conditions = context.conditions.map((name) => (name === 'import' ? 'require' : name));
      return next(specifier, { ...context, conditions });
    },
  });
}
