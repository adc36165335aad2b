import { defineTexts } from '../../../ui/language'

/** Words around the security log; its codes are the same in every language, as whoever searches it needs them. */
export const securityTexts = defineTexts('admin-security', {
  en: {
    title: 'Security log',
    append: 'Times are UTC. Lines are added and never changed; they hold codes and ids, no clinical value',
    earlier: 'Earlier lines',
    save: 'Save the whole log',
    failed: 'The server cannot be reached. Try again when there is a connection.',
    at: 'When (UTC)',
    kind: 'What',
    who: 'Who',
    device: 'Device',
    detail: 'About',
  },
  fr: {
    title: 'Journal de sécurité',
    append:
      'Heures UTC. Les lignes s’ajoutent et ne changent jamais ; elles portent des codes et identifiants, aucune valeur clinique',
    earlier: 'Lignes précédentes',
    save: 'Enregistrer tout le journal',
    failed: 'Le serveur est injoignable. Réessayez quand il y a une connexion.',
    at: 'Quand (UTC)',
    kind: 'Quoi',
    who: 'Qui',
    device: 'Appareil',
    detail: 'Objet',
  },
  sv: {
    title: 'Säkerhetslogg',
    append: 'Tider är UTC. Rader läggs till och ändras aldrig; de innehåller koder och id:n, inga kliniska värden',
    earlier: 'Tidigare rader',
    save: 'Spara hela loggen',
    failed: 'Servern går inte att nå. Försök igen när det finns en anslutning.',
    at: 'När (UTC)',
    kind: 'Vad',
    who: 'Vem',
    device: 'Enhet',
    detail: 'Om',
  },
})
