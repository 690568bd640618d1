/**
 * Goal: transactions are the same whatever a file spells them like. Method: one history in every
 * spelling that histories of Jepsen, of Elle's examples and of elle-cli have, read and judged.
 */
import { describe, expect, it } from 'vitest'
import { finish } from '../../../../core/checkers/property.ts'
import type { Judging } from '../../../../core/checkers/property.ts'
import { listAppend } from '../../../../core/checkers/transactions/index.ts'
import { detectFormat, findFormat } from '../../../../core/history/detect-format.ts'
import { readHistory } from '../../../../core/history/read-history.ts'
import type { HistoryFormat } from '../../../../core/history/reader.ts'
import { typesOf } from './story.ts'

function judge(text: string): Judging {
  const format = findFormat(detectFormat(text) ?? '') as HistoryFormat
  const reading = readHistory(format, text)
  if (!reading.ok) throw new Error(`${reading.problem.line}: ${reading.problem.message}`)
  const { operations } = reading
  return finish(listAppend.judge({ operations }, { budget: 1e6 }))
}

/** What is found, or why it cannot be judged. */
function told(text: string): readonly string[] {
  const judging = judge(text)
  return judging.ok ? typesOf(judging.judgement) : [judging.message]
}

describe('a stale read of lists', () => {
  it.each([
    [
      'with all that Jepsen writes',
      `{:index 0, :time 5, :process 0, :type :invoke, :f :txn, :value [[:append :x 1]]}
       {:index 1, :time 6, :process :nemesis, :type :info, :f :kill, :value #{"n1"}}
       {:index 2, :time 7, :process 0, :type :ok, :f :txn, :value [[:append :x 1]]}
       {:index 7, :time 8, :process 1, :type :invoke, :f :txn, :value [[:r :x nil]]}
       {:index 9, :time 9, :process 1, :type :ok, :f :txn, :value [[:r :x []]], :error [:odd {}]}`,
    ],
    [
      'in a vector of tagged maps, and with lists for vectors',
      `[#jepsen.history.Op{:process 0, :type :invoke, :f :txn, :value ((:append "x" 1))}
        #jepsen.history.Op{:process 0, :type :ok, :f :txn, :value ((:append "x" 1))}
        #jepsen.history.Op{:process 1, :type :invoke, :f :txn, :value [[:r "x"]]}
        #jepsen.history.Op{:process 1, :type :ok, :f :txn, :value [[:r "x" ()]]}]`,
    ],
    [
      'with names for keys, texts for functions, and nothing that may be left out',
      `{:process 0 :type :invoke :value [["append" x 1]]}
       {:process 0 :type :ok :value [["append" x 1]]}
       {:process 1 :type :invoke :value [["r" x nil]]}
       {:process 1 :type :ok :value [["r" x nil]]}`,
    ],
    [
      'between transactions that failed or are unknown, without their values',
      `{:process 3 :type :invoke :f :txn :value [[:append :x 2]]}
       {:process 0 :type :invoke :f :txn :value [[:append :x 1] [:r :y nil]]}
       {:process 3 :type :fail :f :txn :value nil :error :conflict}
       {:process 0 :type :ok :f :txn :value [[:append :x 1] [:r :y nil]]}
       {:process 3 :type :invoke :f :txn :value [[:r :x nil]]}
       {:process 3 :type :info :f :txn :value nil :error :timeout}
       {:process 3 :type :invoke :f :txn :value [[:r :x nil]]}
       {:process 3 :type :ok :f :txn :value [[:r :x nil]]}`,
    ],
    [
      'as an array of JSON objects',
      `[{"index":0,"process":0,"type":"invoke","value":[["append",1,1]]},
        {"index":1,"process":0,"type":"ok","value":[["append",1,1]]},
        {"index":2,"process":1,"type":"invoke","value":[["r",1,null]]},
        {"index":3,"process":1,"type":"ok","value":[["r",1,[]]]}]`,
    ],
    [
      'as lines of JSON objects, with colons',
      `{"process":0,"type":"invoke","f":"txn","value":[[":append",":x",1]]}
       {"process":0,"type":"ok","f":"txn","value":[[":append",":x",1]]}
       {"process":1,"type":"invoke","f":"txn","value":[[":r",":x",null]]}
       {"process":1,"type":"ok","f":"txn","value":[[":r",":x",null]]}`,
    ],
  ])('is one %s', (_, text) => {
    expect(told(text)).toEqual(['G-single-realtime'])
  })
})

describe('transactions that come as completions alone', () => {
  const circle = `{:type :ok, :value [[:append :x 1] [:r :y [1]]]}
    {:type :ok, :value [[:append :x 2] [:append :y 1]]}
    {:type :ok, :value [[:r :x [1 2]]]}`

  it('show what needs no order of time', () => {
    expect(told(circle)).toEqual(['G1c'])
    expect(told(`[${circle}]`)).toEqual(['G1c'])
  })

  it('are in no order where they name no process, and else in that of their process', () => {
    const early = (process: string) =>
      `{${process} :type :ok, :value [[:r :x [1]]]} {${process} :type :ok, :value [[:append :x 1]]}`
    expect(told(early(''))).toEqual([])
    expect(told(early(':process 4'))).toEqual(['G1c-process'])
  })
})

it('refuses lists that are read as registers, by the entry', () => {
  const judging = judge('{:process 0 :type :invoke :f :txn :value [[:w :x 1]]}')
  expect(judging).toMatchObject({ ok: false, operation: { index: 0 } })
})
