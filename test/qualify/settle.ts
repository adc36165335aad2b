import { biochemistry, coagulation, haematology, markers, metabolism } from '#forms/analytes'
import { analyteNamed, unitNamed } from '#shared/clinical/chemistry/analytes'
import { isTerm } from '#shared/clinical/ctcae/has-grade'
import { searchTerms } from '#shared/clinical/ctcae/search'

/** Before each file of tests in a thread that is kept: the last mutant is off, and what modules keep is not a mutant's. */
const stryker: unknown = Reflect.get(globalThis, '__stryker__')
if (typeof stryker === 'object' && stryker !== null) Reflect.set(stryker, 'activeMutant', undefined)
const SETTLED = '__tracer_settled__'
if (Reflect.get(globalThis, SETTLED) !== true) {
  isTerm('Anemia')
  searchTerms('anemia')
  const codes = Object.keys({ ...haematology, ...biochemistry, ...metabolism, ...coagulation, ...markers })
  for (const name of [...codes, 'activity', 'absorbed dose', 'WEIGHT', 'HEIGHT', 'TEMP', 'UPROT', 'UCRCL', 'MGFR'])
    unitNamed('', analyteNamed(name)?.units ?? [])
  Reflect.set(globalThis, SETTLED, true)
}
