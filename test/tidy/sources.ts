/** The sources of the project, for the tests that hold it to its own rules. */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import ts from 'typescript'

export const ROOT = resolve(import.meta.dirname, '../..')

export interface Source {
  /** From the root, with forward slashes. */
  readonly path: string
  readonly text: string
}

export interface Import {
  readonly from: string
  /** As written for packages; from the root for relative imports. */
  readonly target: string
  readonly relative: boolean
  readonly typeOnly: boolean
}

/** Every `.ts` file below `folder`, and the script of every `.vue` file, in order of path. */
export function sourcesBelow(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') || path.endsWith('.vue'))
    .map((path) => join(folder, path).split(sep).join('/'))
    .sort()
    .map((path) => ({ path, text: scriptOf(path, readFileSync(join(ROOT, path), 'utf8')) }))
}

function scriptOf(path: string, text: string): string {
  if (!path.endsWith('.vue')) return text
  return /<script[^>]*>(.*?)<\/script>/s.exec(text)?.[1] ?? ''
}

/** Every import and re-export of a source, as the compiler reads it. */
export function importsOf(source: Source): Import[] {
  const parsed = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest)
  const imports: Import[] = []
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteral(specifier)) return
    const isRelative = specifier.text.startsWith('.')
    const target = isRelative
      ? relative(ROOT, resolve(ROOT, dirname(source.path), specifier.text))
          .split(sep)
          .join('/')
      : specifier.text
    imports.push({ from: source.path, target, relative: isRelative, typeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false)
    }
    ts.forEachChild(node, visit)
  }
  visit(parsed)
  return imports
}
