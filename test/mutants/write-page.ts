/** Writes a file of `docs/mutants/` in the format of the rest of the repository. */
import { mkdir, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'

export const MUTANTS_FOLDER = new URL('../../docs/mutants/', import.meta.url)

/** `name`: below the folder, `drills/local-reads.yaml`. */
export async function writePage(name: string, text: string): Promise<void> {
  const file = new URL(name, MUTANTS_FOLDER)
  const options = await resolveConfig(file)
  const parser = name.endsWith('.yaml') ? 'yaml' : 'markdown'
  await mkdir(new URL('.', file), { recursive: true })
  await writeFile(file, await format(text, { ...options, parser }))
}
