/** The agents of a study, as adverse events and ends of treatment name them. */

const lutetium = { en: 'Lu-177', fr: 'Lu-177', sv: 'Lu-177' }
const everolimus = { en: 'everolimus', fr: 'l’évérolimus', sv: 'everolimus' }

/** A dose of it is recorded that began, and not only when the event was over. `start` is what is said of the day. */
const begun = (form: string, item: string, start: string): string =>
  `every.${form}.exists(d, given(d.${item}) && (!given(AEENDAT) || ${start} <= AEENDAT))`
const begunAt = (form: string, item: string): string => begun(form, item, `dayOf(d.${item})`)
const begunOn = (form: string, item: string): string => begun(form, item, `d.${item}`)

export const toxicityOf = {
  LU: { code: 'LU', name: lutetium, action: true, received: begunAt('EXLU', 'ECSTDTM') },
  AA: {
    code: 'AA',
    name: { en: 'amino acids', fr: 'les acides aminés', sv: 'aminosyror' },
    action: false,
    received: begunAt('EXAA', 'AASTDTM'),
  },
  OCT: {
    code: 'OCT',
    name: { en: 'octreotide', fr: 'l’octréotide', sv: 'oktreotid' },
    action: true,
    received: begunAt('EXOCT', 'ECSTDTM'),
  },
  EVE: { code: 'EVE', name: everolimus, action: true, received: begunOn('EXEV', 'ECSTDAT') },
  TKI: {
    code: 'TKI',
    name: {
      en: 'sunitinib or cabozantinib',
      fr: 'le sunitinib ou le cabozantinib',
      sv: 'sunitinib eller cabozantinib',
    },
    action: true,
    received: begunOn('EXTKI', 'ECSTDAT'),
  },
  CAP: {
    code: 'CAP',
    name: { en: 'capecitabine', fr: 'la capécitabine', sv: 'capecitabin' },
    action: true,
    received: begunOn('EXCAP', 'ECSTDAT'),
  },
} as const

export const endOf = {
  LU: { code: 'LU', name: lutetium, form: 'EXLU', item: 'ECSTDTM', instant: true },
  OCT: {
    code: 'OCT',
    name: { en: 'Octreotide', fr: 'Octréotide', sv: 'Oktreotid' },
    form: 'EXOCT',
    item: 'ECSTDTM',
    instant: true,
  },
  EVE: { code: 'EVE', name: { en: 'Everolimus', fr: 'Évérolimus', sv: 'Everolimus' }, form: 'EXEV', item: 'ECENDAT' },
  TKI: {
    code: 'TKI',
    name: { en: 'Sunitinib or cabozantinib', fr: 'Sunitinib ou cabozantinib', sv: 'Sunitinib eller cabozantinib' },
    form: 'EXTKI',
    item: 'ECENDAT',
  },
  CAP: {
    code: 'CAP',
    name: { en: 'Capecitabine', fr: 'Capécitabine', sv: 'Capecitabin' },
    form: 'EXCAP',
    item: 'ECENDAT',
  },
} as const
