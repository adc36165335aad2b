import { defineTexts } from '../../ui/language'

export const versionTexts = defineTexts('casebook-version', {
  en: {
    version: 'Study version',
    approved: '{{name}} is approved here since {{date}}.',
    consented: 'Consented to it on {{date}}.',
    notConsented: 'Consent to it is not recorded yet.',
    recordConsent: 'Record the new consent',
    rehearse: 'See what would change',
    rehearseAndMove: 'See what would change, and move',
  },
  fr: {
    version: 'Version de l’étude',
    approved: '{{name}} est approuvée ici depuis le {{date}}.',
    consented: 'Consentement donné le {{date}}.',
    notConsented: 'Le consentement n’est pas encore consigné.',
    recordConsent: 'Consigner le nouveau consentement',
    rehearse: 'Voir ce qui changerait',
    rehearseAndMove: 'Voir ce qui changerait, et passer',
  },
  sv: {
    version: 'Studieversion',
    approved: '{{name}} är godkänd här sedan {{date}}.',
    consented: 'Samtycke till den gavs {{date}}.',
    notConsented: 'Samtycke till den är ännu inte dokumenterat.',
    recordConsent: 'Dokumentera det nya samtycket',
    rehearse: 'Se vad som skulle ändras',
    rehearseAndMove: 'Se vad som skulle ändras, och flytta',
  },
})
