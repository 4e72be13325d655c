import { z } from 'zod';
import { readHandbook } from '#knowledge/handbook/reading/read-folder.ts';
import { createHandbookSearch } from '#knowledge/handbook/search/create-search.ts';
import { headingOf } from '#knowledge/handbook/section.ts';

const SearchRequest = z.object({ question: z.string() });

/** Reads the handbook in a folder and answers `search` from it. */
export async function openSearch(
  folder: string,
): Promise<(request: unknown) => Readonly<Record<string, unknown>>> {
  const { search } = createHandbookSearch(await readHandbook(folder));
  return (request) => {
    const { results, abstained } = search(SearchRequest.parse(request).question);
    return {
      results: results.map(({ section, score }) => ({
        file: section.page.file,
        heading: headingOf(section),
        score: Math.round(score * 1000) / 1000,
      })),
      abstained,
    };
  };
}
