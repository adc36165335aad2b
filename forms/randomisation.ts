import type { StudyVersion } from '#shared/study/definition'
import type { Text } from './define'

/** How a study randomises, as its authors write it: everything people read is English and French. */
export type RandomisationDesign = NonNullable<StudyVersion['randomisation']>
export type Stratum = RandomisationDesign['strata'][number]['value']
export type Need = RandomisationDesign['needs'][number]['value']

/** A stratum whose level follows from what was entered. */
export const stratum = (
  oid: string,
  title: Text,
  {
    levels,
    ...rest
  }: { readonly value: string; readonly at?: string; readonly levels: Readonly<Record<string, Text>> },
): Stratum => ({
  ...{ by: 'value', oid, title, ...rest },
  levels: Object.entries(levels).map(([code, levelTitle]) => ({ code, title: levelTitle })),
})

/** Every site for itself, until the sponsor names groups. */
export const bySite = (): Stratum => ({
  by: 'site',
  oid: 'SITE',
  title: { en: 'Centre', fr: 'Centre', sv: 'Prövningsställe' },
})

export const need = (oid: string, holds: string, message: Text, at?: string): Need => ({
  ...{ oid, holds, message },
  ...(at !== undefined && { at }),
})

/** The investigator has signed that the participant is eligible, and nothing of it has changed since. */
export const eligibleAt = (event: string): RandomisationDesign['signed'][number] => ({
  event,
  form: 'IE',
  meaning: 'eligibility',
})

/** The form RAND as every study has it: what the server fills in. `strata` in the order of STRAT1 to STRAT3. */
export const shownAt = (event: string, strata: readonly string[]): NonNullable<RandomisationDesign['records']> => ({
  event,
  form: 'RAND',
  items: [
    ...strata.map((oid, i) => ({ item: `STRAT${i + 1}`, holds: { stratum: oid } })),
    { item: 'RANDDAT', holds: 'date' },
    { item: 'RANDTIM', holds: 'time' },
    { item: 'RANDNO', holds: 'number' },
    { item: 'ARMCD', holds: 'arm' },
    { item: 'RANDSRC', holds: { text: 'CENTRAL_ONLINE' } },
  ],
})

/** Who has left the study is not randomised any more. */
export const stillInStudy = need('INSTUDY', '!given(WD.WDDAT) && !given(DTH.DTHDAT)', {
  en: 'The participant has left the study.',
  fr: 'Le participant a quitté l’étude.',
  sv: 'Deltagaren har lämnat studien.',
})
