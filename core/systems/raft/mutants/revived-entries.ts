/**
 * A log on disk is written forwards only: an entry that is overwritten stays in the file, and the
 * record that overwrote it comes later. Reading it again has to cut at each such record. Where it does
 * not, entries that were overwritten return behind those that replaced them.
 *
 * etcd had it in 2026, where the overwriting record lay before a snapshot; Formance found it in its
 * ledger with Antithesis, as acknowledged transactions that were missing.
 *
 * 1. A leader appends entries that it cannot commit, and is deposed.
 * 2. The new leader overwrites the first of them with its own.
 * 3. The node restarts before more has come. Behind the new entry the old ones stand again.
 * 4. Its log ends in a term that is not that of its last true entry: it votes for whom it must not,
 *    and its log is one that no node could have.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class RevivedEntries extends Decisions {
  override revivesOverwritten(): boolean {
    return true
  }
}

export const revivedEntries: Mutant = {
  name: 'revived-entries',
  summary: 'Entries that were overwritten come back when the log is read after a restart.',
  source: 'https://github.com/etcd-io/etcd/issues/22442',
  caughtBy: { drill: 'compaction', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new RevivedEntries()),
}
