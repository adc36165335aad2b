import type { FormDef } from '#shared/study/definition'
import type { WordingPack } from '#shared/study/wording-pack'

/** Words for every question of a form, and for the ends of its first: made up for tests, no owner's. */
export function madeUpPack(form: FormDef): WordingPack {
  const asked = form.groups.find(({ oid }) => oid === form.kiosk?.questions)?.items ?? []
  const [first] = asked
  return {
    format: 1,
    form: form.oid,
    title: { en: 'Made-up words', fr: 'Mots inventés' },
    licence: 'Made up for a test, nobody’s licence',
    items: Object.fromEntries(
      asked.map(({ oid }) => [oid, { en: `How is the weather at ${oid}?`, fr: `Quel temps à ${oid} ?` }]),
    ),
    answers: first
      ? [
          {
            items: [first.oid],
            words: {
              '1': { en: 'Sunny', fr: 'Beau' },
              '2': { en: 'Cloudy', fr: 'Couvert' },
              '3': { en: 'Rain', fr: 'Pluie' },
            },
          },
        ]
      : [],
  }
}
