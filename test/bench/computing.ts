import { core } from './core'
import { doseGates } from './dose-gate'
import { exports } from './export'
import { noteLoad } from './figures'
import { recompute } from './recompute'

/** Benches that need neither browser nor server, in a program built as the product is: names as arguments. */
const benches: Readonly<Record<string, (asked: readonly string[]) => void>> = {
  core,
  'dose-gate': doseGates,
  recompute,
  export: exports,
}

for (const argument of process.argv.slice(2)) {
  const [name = '', ...asked] = argument.split(':')
  noteLoad(name)
  benches[name]?.(asked)
}
