import type { Exporter } from './export-format.ts'
export const html: Exporter = {
  name: 'html',
  summary: 'a report',
  extension: '.html',
  mediaType: 'text/html; charset=utf-8',
  pieces: () => [],
}
