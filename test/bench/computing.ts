import { core } from './core'
import { doseGates } from './dose-gate'
import { exports } from './export'
import { noteLoad } from './figures'
import { recompute } from './recompute'

/** Benches that need neither browser nor server, in a program built as the product is: names as arguments. */
const benches: Readonly<Record<string, () => void>> = { core, 'dose-gate': doseGates, recompute, export: exports }

for (const name of process.argv.slice(2)) {
  noteLoad(name)
  benches[name]?.()
}
