import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe } from 'vitest'
import { TracerDatabase } from '../../../renderer/data/store/database'
import { Disk, calm, openTables } from '../../simulation/memory-tables'
import { tablesSuite } from '../../support/tables-suite'

describe('stores of a device over IndexedDB', () => {
  tablesSuite(async () => new TracerDatabase({ indexedDB: new IDBFactory(), IDBKeyRange }))
})

describe('stores of a device in memory, as simulations have them', () => {
  tablesSuite(async () => openTables(new Disk(), calm()))
})
