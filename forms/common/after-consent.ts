/**
 * X001: nothing of the study is done before the main consent is signed. Says nothing while no consent is entered: that
 * form asks for itself.
 */
export const afterConsent = <Key extends string>(item: Key, kind: 'date' | 'instant' = 'date') => {
  const [day, clock] = kind === 'date' ? [item, ''] : [`dayOf(${item})`, 'T10:00:00+01:00']
  const consent = { 'ICF.ICFTYPE': 'MAIN', 'ICF.DSSTDAT': '2026-01-12' }
  return {
    id: 'X001',
    severity: 'H' as const,
    items: [item] as const,
    holds: [
      '!every.ICF.exists(c, c.ICFTYPE == "MAIN" && given(c.DSSTDAT))',
      `every.ICF.exists(c, c.ICFTYPE == "MAIN" && given(c.DSSTDAT) && c.DSSTDAT <= ${day})`,
    ].join(' || '),
    message: {
      en: 'Done before the participant gave consent.',
      fr: 'Fait avant le consentement du participant.',
      sv: 'Gjort innan deltagaren gav samtycke.',
    },
    cases: {
      holds: { ...consent, [item]: `2026-01-14${clock}` },
      boundary: { ...consent, [item]: `2026-01-12${clock}` },
      fails: { ...consent, [item]: `2026-01-11${clock}` },
    },
  }
}
