/**
 * Loads the sources of `core/` so that they count their own work in `globalThis.work`: one for each
 * function that is entered and each turn of a loop, and one for some elements of a list that is
 * copied, which is quick. Given to Node by `--import`. There is no clock in it: the same history
 * takes the same work on any computer.
 *
 * Turns are made short, so that a loop which never rests stands out from those that do. With
 * `WORK_WHERE` in the environment it also counts by line, to find the one that does not.
 */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

declare global {
  var work: number
  /** By source and line; absent unless that was asked for. */
  var workBy: Record<string, number> | undefined
  function copied<List>(list: List): List
}
globalThis.work = 0
globalThis.copied = (list) => {
  const { length, size } = list as { readonly length?: number; readonly size?: number }
  globalThis.work += Math.floor((length ?? size ?? 0) / COPIED_AT_ONCE)
  return list
}

/** Elements of a list that are copied in the time of one turn of a loop. */
const COPIED_AT_ONCE = 16

/** How long turns last, in place of what the sources say; each must be found in its source. */
const SHORTENED: { readonly [source: string]: readonly [whole: string, short: string] } = {
  'core/checkers/pace.ts': ['TURN_STEPS = 4096', 'TURN_STEPS = 64'],
  'core/checkers/sorted-places.ts': ['CHUNK = 16_384', 'CHUNK = 256'],
  'core/checkers/linearizability/sequence/decide-stack.ts': ['_ONCE = 256', '_ONCE = 16'],
}
const WHERE = process.env['WORK_WHERE'] !== undefined
if (WHERE) globalThis.workBy = {}

const ROOT = new URL('../../../../', import.meta.url)

registerHooks({
  load(url, context, nextLoad) {
    const path = url.startsWith(ROOT.href) ? url.slice(ROOT.href.length) : ''
    if (!path.startsWith('core/')) return nextLoad(url, context)
    return { format: 'module', source: counting(path), shortCircuit: true }
  },
})

function counting(path: string): string {
  const shortened = SHORTENED[path]
  const text = readFileSync(fileURLToPath(new URL(path, ROOT)), 'utf8')
  if (shortened !== undefined && !text.includes(shortened[0])) {
    throw new Error(`${path} does not say ${shortened[0]}`)
  }
  const source = shortened === undefined ? text : text.replace(...shortened)
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext }
  const transformers = { before: [countEverything(path)] }
  return ts.transpileModule(source, { compilerOptions, transformers, fileName: path }).outputText
}

function countEverything(path: string): ts.TransformerFactory<ts.SourceFile> {
  return ({ factory }) =>
    (file) => {
      const count = (node: ts.Node): ts.Statement => {
        const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
        const where = `(globalThis.workBy['${path}:${line}'] = (globalThis.workBy['${path}:${line}'] ?? 0) + 1)`
        return factory.createExpressionStatement(
          factory.createIdentifier(`globalThis.work++${WHERE ? `, ${where}` : ''}`),
        )
      }
      const block = (node: ts.Node, body: ts.Statement): ts.Block => {
        const statements = ts.isBlock(body) ? body.statements : [body]
        return factory.createBlock([count(node), ...statements], true)
      }
      const visit = (node: ts.Node): ts.Node => {
        const inner = ts.visitEachChild(node, visit, undefined)
        if (ts.isSpreadElement(inner)) {
          const copied = factory.createIdentifier('globalThis.copied')
          const call = factory.createCallExpression(copied, undefined, [inner.expression])
          return factory.updateSpreadElement(inner, call)
        }
        if (ts.isForStatement(inner)) {
          const { initializer, condition, incrementor, statement } = inner
          const body = block(node, statement)
          return factory.updateForStatement(inner, initializer, condition, incrementor, body)
        }
        if (ts.isForOfStatement(inner)) {
          const { awaitModifier, initializer, expression, statement } = inner
          const body = block(node, statement)
          return factory.updateForOfStatement(inner, awaitModifier, initializer, expression, body)
        }
        if (ts.isWhileStatement(inner)) {
          return factory.updateWhileStatement(inner, inner.expression, block(node, inner.statement))
        }
        if (ts.isDoStatement(inner)) {
          return factory.updateDoStatement(inner, block(node, inner.statement), inner.expression)
        }
        if (ts.isArrowFunction(inner)) {
          const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = inner
          const body = ts.isBlock(inner.body)
            ? inner.body
            : factory.createBlock([factory.createReturnStatement(inner.body)])
          const counted = block(node, body)
          return factory.updateArrowFunction(
            ...[inner, modifiers, typeParameters, parameters, type, equalsGreaterThanToken],
            counted,
          )
        }
        if (ts.isFunctionDeclaration(inner) && inner.body !== undefined) {
          const { modifiers, asteriskToken, name, typeParameters, parameters, type, body } = inner
          return factory.updateFunctionDeclaration(
            ...[inner, modifiers, asteriskToken, name, typeParameters, parameters, type],
            block(node, body),
          )
        }
        if (ts.isMethodDeclaration(inner) && inner.body !== undefined) {
          const { modifiers, asteriskToken, name, questionToken } = inner
          const { typeParameters, parameters, type, body } = inner
          return factory.updateMethodDeclaration(
            ...[inner, modifiers, asteriskToken, name, questionToken],
            ...[typeParameters, parameters, type, block(node, body)],
          )
        }
        return inner
      }
      return ts.visitEachChild(file, visit, undefined)
    }
}
