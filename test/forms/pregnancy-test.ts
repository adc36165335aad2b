import { code, codeList, date, decimal, defineForm } from '#forms/define'

/** A form that no study ships with: the whole of what an author writes to add one. */
export const pregnancyTest = defineForm({
  oid: 'PREG',
  title: { en: 'Pregnancy test', fr: 'Test de grossesse' },
  groups: {
    TEST: {
      items: {
        RPDAT: date({ label: { en: 'Test date', fr: 'Date du test' }, required: true }),
        RPMETH: code({
          label: { en: 'Tested in', fr: 'Testé dans' },
          codeList: codeList('RPMETH', { SERUM: { en: 'Serum', fr: 'Sérum' }, URINE: { en: 'Urine', fr: 'Urine' } }),
          display: 'radio',
          required: true,
        }),
        RPORRES: code({
          label: { en: 'Result', fr: 'Résultat' },
          codeList: codeList('RPORRES', {
            NEG: { en: 'Negative', fr: 'Négatif' },
            POS: { en: 'Positive', fr: 'Positif' },
            INDET: { en: 'Unclear', fr: 'Indéterminé' },
          }),
          display: 'radio',
          required: true,
        }),
        HCGVAL: decimal({
          label: { en: 'β-hCG', fr: 'β-hCG' },
          unit: 'IU/L',
          soft: ['0', '5'],
          hard: ['0', '1000000'],
          when: 'RPMETH == "SERUM"',
          required: true,
        }),
      },
    },
  },
  checks: [
    {
      id: 'PREG-01',
      severity: 'S',
      items: ['RPORRES', 'HCGVAL'],
      holds: 'RPORRES != "NEG" || HCGVAL <= 5',
      message: { en: 'Negative, but β-hCG is above 5.', fr: 'Négatif, mais la β-hCG dépasse 5.' },
      cases: {
        holds: { RPORRES: 'NEG', HCGVAL: '1.2' },
        boundary: { RPORRES: 'NEG', HCGVAL: '5' },
        fails: { RPORRES: 'NEG', HCGVAL: '5.1' },
      },
    },
  ],
})
