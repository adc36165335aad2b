import { codeList } from '../define'

/** Code lists of ends, deviations and events around the study. */

const other = { en: 'Other', fr: 'Autre', sv: 'Annat' }
const unknown = { en: 'Unknown', fr: 'Inconnu', sv: 'Okänt' }
const patient = { en: 'Participant decided', fr: 'Décision du participant', sv: 'Deltagarens beslut' }

export const expectedness = codeList('SAEEXP', {
  EXPECTED: { en: 'Expected', fr: 'Attendu', sv: 'Förväntad' },
  UNEXPECTED: { en: 'Unexpected', fr: 'Inattendu', sv: 'Oväntad' },
})

export const reportKinds = codeList('SAETYPE', {
  INITIAL: { en: 'Initial', fr: 'Initiale', sv: 'Första' },
  FOLLOW_UP: { en: 'Follow-up', fr: 'Suivi', sv: 'Uppföljning' },
  FINAL: { en: 'Final', fr: 'Finale', sv: 'Slutlig' },
})

export const reporters = codeList('REPORTEDBY', {
  INVESTIGATOR: { en: 'Investigator', fr: 'Investigateur', sv: 'Prövare' },
  NURSE: { en: 'Nurse', fr: 'Infirmier', sv: 'Sjuksköterska' },
  COORDINATOR: { en: 'Coordinator', fr: 'Coordinateur', sv: 'Koordinator' },
  SPONSOR: { en: 'Sponsor', fr: 'Promoteur', sv: 'Sponsor' },
})

export const endReasons = codeList('DISPREAS', {
  COMPLETED: { en: 'Completed', fr: 'Terminé', sv: 'Fullföljd' },
  PROGRESSION: { en: 'Progression', fr: 'Progression', sv: 'Progress' },
  ADVERSE_EVENT: { en: 'Adverse event', fr: 'Événement indésirable', sv: 'Oönskad händelse' },
  PREGNANCY: { en: 'Pregnancy', fr: 'Grossesse', sv: 'Graviditet' },
  PATIENT_DECISION: patient,
  INVESTIGATOR_DECISION: { en: 'Investigator decided', fr: 'Décision de l’investigateur', sv: 'Prövarens beslut' },
  NONCOMPLIANCE: { en: 'Not taken as planned', fr: 'Non-observance', sv: 'Inte tagen som planerat' },
  PROTOCOL_DEVIATION: { en: 'Protocol deviation', fr: 'Déviation au protocole', sv: 'Protokollavvikelse' },
  LOST: { en: 'Lost to follow-up', fr: 'Perdu de vue', sv: 'Förlorad för uppföljning' },
  DEATH: { en: 'Death', fr: 'Décès', sv: 'Död' },
  RENAL_DOSE_LIMIT: { en: 'Dose limit of the kidneys', fr: 'Limite de dose aux reins', sv: 'Njurarnas dosgräns' },
  DMT_STOP: { en: 'Toxicity that stops the dose', fr: 'Toxicité imposant l’arrêt', sv: 'Toxicitet som avslutar dosen' },
  SPONSOR_DECISION: { en: 'Sponsor decided', fr: 'Décision du promoteur', sv: 'Sponsorns beslut' },
})

export const contactModes = codeList('FUMODE', {
  VISIT: { en: 'Visit', fr: 'Visite', sv: 'Besök' },
  PHONE: { en: 'Telephone', fr: 'Téléphone', sv: 'Telefon' },
  RECORD: { en: 'Record or registry', fr: 'Dossier ou registre', sv: 'Journal eller register' },
})

export const survival = codeList('SURVSTAT', {
  ALIVE: { en: 'Alive', fr: 'En vie', sv: 'Vid liv' },
  DEAD: { en: 'Dead', fr: 'Décédé', sv: 'Död' },
  UNKNOWN: unknown,
})

export const laterTreatments = codeList('SUBCLASS', {
  SSA: { en: 'Somatostatin analogue', fr: 'Analogue de la somatostatine', sv: 'Somatostatinanalog' },
  PRRT: { en: 'Radioligand therapy', fr: 'Radiothérapie interne vectorisée', sv: 'Radioligandbehandling' },
  TARGETED_ALPHA: { en: 'Alpha emitter', fr: 'Émetteur alpha', sv: 'Alfastrålare' },
  ALKYLATOR: { en: 'Alkylating agent', fr: 'Agent alkylant', sv: 'Alkylerare' },
  EVEROLIMUS: { en: 'Everolimus', fr: 'Évérolimus', sv: 'Everolimus' },
  SUNITINIB: { en: 'Sunitinib', fr: 'Sunitinib', sv: 'Sunitinib' },
  CABOZANTINIB: { en: 'Cabozantinib', fr: 'Cabozantinib', sv: 'Cabozantinib' },
  CHEMO: { en: 'Chemotherapy', fr: 'Chimiothérapie', sv: 'Cytostatika' },
  INTERFERON: { en: 'Interferon', fr: 'Interféron', sv: 'Interferon' },
  TACE: { en: 'Chemoembolisation', fr: 'Chimioembolisation', sv: 'Kemoembolisering' },
  TARE: { en: 'Radioembolisation', fr: 'Radioembolisation', sv: 'Radioembolisering' },
  RFA: { en: 'Ablation', fr: 'Ablation', sv: 'Ablation' },
  SURGERY: { en: 'Surgery', fr: 'Chirurgie', sv: 'Operation' },
  EBRT: { en: 'External radiotherapy', fr: 'Radiothérapie externe', sv: 'Extern strålbehandling' },
  INVESTIGATIONAL: { en: 'Trial treatment', fr: 'Traitement expérimental', sv: 'Behandling i prövning' },
  OTHER: other,
})

export const laterReasons = codeList('SUBREAS', {
  PROGRESSION: { en: 'Progression', fr: 'Progression', sv: 'Progress' },
  TOXICITY: { en: 'Toxicity', fr: 'Toxicité', sv: 'Toxicitet' },
  SYMPTOMS: { en: 'Symptoms', fr: 'Symptômes', sv: 'Symtom' },
  PATIENT: patient,
  OTHER: other,
})

export const deviationCategories = codeList('DVCAT', {
  ELIGIBILITY: { en: 'Eligibility', fr: 'Éligibilité', sv: 'Inklusion' },
  CONSENT: { en: 'Consent', fr: 'Consentement', sv: 'Samtycke' },
  DOSING: { en: 'Dosing', fr: 'Administration', sv: 'Dosering' },
  VISIT_WINDOW: { en: 'Visit window', fr: 'Fenêtre de visite', sv: 'Besöksfönster' },
  MISSING_ASSESSMENT: { en: 'Missing assessment', fr: 'Évaluation manquante', sv: 'Utebliven bedömning' },
  PROHIBITED_MED: { en: 'Prohibited medicine', fr: 'Médicament interdit', sv: 'Otillåtet läkemedel' },
  RANDOMISATION: { en: 'Randomisation', fr: 'Randomisation', sv: 'Randomisering' },
  SAFETY_REPORTING: { en: 'Safety reporting', fr: 'Déclaration de sécurité', sv: 'Säkerhetsrapportering' },
  SAMPLE: { en: 'Sample', fr: 'Échantillon', sv: 'Prov' },
  OTHER: other,
})

export const deviationSeverities = codeList('DVSEV', {
  MINOR: { en: 'Minor', fr: 'Mineure', sv: 'Mindre' },
  MAJOR: { en: 'Major', fr: 'Majeure', sv: 'Större' },
  CRITICAL: { en: 'Critical', fr: 'Critique', sv: 'Kritisk' },
})

export const deviationSources = codeList('DVSRC', {
  AUTO: { en: 'Found by a check', fr: 'Repérée par un contrôle', sv: 'Funnen av en kontroll' },
  MANUAL: { en: 'Noted by someone', fr: 'Notée par quelqu’un', sv: 'Noterad av någon' },
})

export const causesOfDeath = codeList('PRMDTHCS', {
  DISEASE_PROGRESSION: { en: 'The disease', fr: 'La maladie', sv: 'Sjukdomen' },
  STUDY_TREATMENT: { en: 'Study treatment', fr: 'Traitement de l’étude', sv: 'Studiebehandlingen' },
  OTHER_CANCER: { en: 'Another cancer', fr: 'Un autre cancer', sv: 'En annan cancer' },
  INTERCURRENT: {
    en: 'Another illness or accident',
    fr: 'Autre maladie ou accident',
    sv: 'Annan sjukdom eller olycka',
  },
  UNKNOWN: unknown,
})

export const deathSources = codeList('DTHSRC', {
  HOSPITAL: { en: 'Hospital', fr: 'Hôpital', sv: 'Sjukhus' },
  REGISTRY: { en: 'Registry', fr: 'Registre', sv: 'Register' },
  FAMILY: { en: 'Family', fr: 'Famille', sv: 'Familj' },
  OTHER: other,
})

export const withdrawals = codeList('WDTYPE', {
  TREATMENT_ONLY: { en: 'Treatment only', fr: 'Traitement seulement', sv: 'Bara behandlingen' },
  TREATMENT_AND_VISITS: { en: 'Treatment and visits', fr: 'Traitement et visites', sv: 'Behandling och besök' },
  FULL_CONSENT: {
    en: 'All consent: no further data',
    fr: 'Tout le consentement : plus de données',
    sv: 'Allt samtycke: inga ytterligare data',
  },
  DATA_LINKAGE_ALLOWED: {
    en: 'All but data from records',
    fr: 'Tout sauf les données de dossiers',
    sv: 'Allt utom data från journaler',
  },
})

export const withdrawalReasons = codeList('WDREAS', {
  BURDEN: { en: 'Too much of a burden', fr: 'Trop contraignant', sv: 'För betungande' },
  MOVED: { en: 'Moved away', fr: 'Déménagement', sv: 'Flyttat' },
  TOXICITY: { en: 'Side effects', fr: 'Effets indésirables', sv: 'Biverkningar' },
  NO_REASON: { en: 'No reason given', fr: 'Sans motif', sv: 'Inget skäl angivet' },
  OTHER: other,
})

export const resections = codeList('SURGTYPE', {
  MAJOR_HEPATECTOMY: { en: 'Major liver resection', fr: 'Hépatectomie majeure', sv: 'Stor leverresektion' },
  MINOR_HEPATECTOMY: { en: 'Minor liver resection', fr: 'Hépatectomie mineure', sv: 'Liten leverresektion' },
  TWO_STAGE: { en: 'Two-stage resection', fr: 'Résection en deux temps', sv: 'Tvåstegsresektion' },
  RESECTION_ABLATION: { en: 'Resection and ablation', fr: 'Résection et ablation', sv: 'Resektion och ablation' },
  OTHER: other,
})

const marginCodes = {
  R0: { en: 'R0 – clear', fr: 'R0 – saines', sv: 'R0 – fri rand' },
  R1: { en: 'R1 – microscopic rest', fr: 'R1 – reliquat microscopique', sv: 'R1 – mikroskopisk rest' },
  R2: { en: 'R2 – visible rest', fr: 'R2 – reliquat visible', sv: 'R2 – synlig rest' },
  RX: { en: 'RX – cannot be told', fr: 'RX – indéterminées', sv: 'RX – kan inte avgöras' },
}
export const margins = codeList('RESMARG', marginCodes)

export const metastasisGrades = codeList('METGRADE', {
  G1: { en: 'G1', fr: 'G1', sv: 'G1' },
  G2: { en: 'G2', fr: 'G2', sv: 'G2' },
  G3: { en: 'G3 NET', fr: 'TNE G3', sv: 'G3 NET' },
  NEC: { en: 'Carcinoma', fr: 'Carcinome', sv: 'Karcinom' },
})

const clavien = ['I', 'II', 'IIIA', 'IIIB', 'IVA', 'IVB', 'V']
export const complicationGrades = codeList('COMPLGR', {
  NONE: { en: 'None', fr: 'Aucune', sv: 'Ingen' },
  ...Object.fromEntries(clavien.map((grade) => [grade, { en: grade, fr: grade, sv: grade }])),
})

export const boardDecisions = codeList('MDTDEC', {
  CONFIRMED: { en: 'Confirmed', fr: 'Confirmée', sv: 'Bekräftad' },
  NOT_CONFIRMED: { en: 'Not confirmed', fr: 'Non confirmée', sv: 'Ej bekräftad' },
  POSTPONED: { en: 'Postponed', fr: 'Reportée', sv: 'Uppskjuten' },
})

export const toxicityStates = codeList('DMTSTATE', {
  HELD: { en: 'Held', fr: 'Suspendue', sv: 'Uppehåll' },
  RECOVERED: { en: 'Recovered', fr: 'Résolue', sv: 'Återhämtad' },
  STOPPED: { en: 'Stopped', fr: 'Arrêtée', sv: 'Avslutad' },
})
