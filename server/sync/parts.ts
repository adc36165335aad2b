import type { Context } from '../context'
import type { Kept } from '../randomisation/answer'
import { signedBy } from '../signed-by'
import type { Sight } from '../store/database'
import { keepCasebooks } from './casebooks'
import { postgresDirectory } from './directory'
import { PACKING } from './packing'
import { postgresLog } from './postgres-log'
import type { SyncParts } from './push'

/** What the exchange with devices works with over PostgreSQL, under the sight of whoever it is for. */
export function syncPartsOf(context: Context) {
  const kept: Kept = { casebooks: keepCasebooks(), studies: new Map() }
  const directory = postgresDirectory(context, kept.studies)
  const partsIn = (sight: Sight): SyncParts => ({
    changes: postgresLog(context.store, sight),
    directory,
    casebooks: kept.casebooks,
    packing: PACKING,
    ends: {
      sign: (text) => context.signer.text(text),
      holds: (text, signature) => signedBy(context.signer.publicKey, text, signature),
    },
    now: context.now,
  })
  return { kept, directory, partsIn }
}
