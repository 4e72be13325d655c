import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { answer, answerHtml, answerJson } from '#channels/web/http/answer.ts';
import type { Route } from '#channels/web/http/serve.ts';
import { type PageWords, pageFiles, renderPage } from '#channels/web/render-page.ts';

export interface PageRoutes {
  /** Another one whenever the page is another one. */
  readonly version: string;
  readonly routes: readonly Route[];
}

/** The page and what it loads, read once: what a path in a request says never reaches the file system. */
export async function pageRoutes(words: PageWords): Promise<PageRoutes> {
  const files = await Promise.all(
    pageFiles.map(async (path) => ({
      path,
      content: await readFile(new URL(`../page/${path}`, import.meta.url)),
    })),
  );
  const hash = createHash('sha256').update(renderPage(words, ''));
  for (const { content } of files) hash.update(content);
  const version = hash.digest('base64url').slice(0, 16);
  const html = renderPage(words, version);
  return {
    version,
    routes: [
      get('/', (response) => answerHtml(response, 200, html)),
      get('/healthz', (response) => answerJson(response, 200, { status: 'ok' })),
      ...files.map(({ path, content }) =>
        get(`/${path}`, (response) => answer(response, 200, typeOf(path), content)),
      ),
    ],
  };
}

function typeOf(path: string): string {
  return `${path.endsWith('.css') ? 'text/css' : 'text/javascript'}; charset=utf-8`;
}

function get(path: string, send: (response: ServerResponse) => void): Route {
  return { method: 'GET', path, answer: (_request, response) => send(response) };
}
