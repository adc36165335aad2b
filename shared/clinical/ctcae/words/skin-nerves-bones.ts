/** Skin, nerves, muscles, bones and reproduction. See `general.ts` for the form. */
export const skinNervesBones = `
*Alopecia: hair loss, losing hair, hair falling out, bald, thinning hair; alopécie, perte de cheveux, chute de cheveux, chute des cheveux; håravfall, tappar hår, alopeci
*Palmar-plantar erythrodysesthesia syndrome: hand foot syndrome, hand-foot, hfs, sore hands and feet, ppe, red palms, hand foot; syndrome main-pied, main pied, érythrodysesthésie palmo-plantaire; hand-fot-syndrom, hand fot, röda handflator
*Rash maculo-papular: rash, skin rash, spots, exanthema, red spots; éruption maculopapuleuse, éruption cutanée, rash, éruption, boutons; hudutslag, utslag, makulopapulöst utslag, exantem, prickar
Rash acneiform: acne, acne rash, pimples; éruption acnéiforme, acné; akneliknande utslag, akne, finnar
*Pruritus: itching, itch, itchy, itchy skin; prurit, démangeaisons, démangeaison, ça gratte; klåda, kliar, kliande hud
*Dry skin: skin dry, xerosis; peau sèche, sécheresse cutanée, xérose; torr hud, hudtorrhet
Urticaria: hives, nettle rash; urticaire; nässelutslag, nässelfeber, urtikaria
Eczema: dermatitis; eczéma, dermatite; eksem, dermatit
Hyperhidrosis: sweating, sweats, excessive sweating, perspiration; hyperhidrose, sueurs, transpiration excessive, sueurs nocturnes, transpiration; svettning, svettningar, nattsvettningar, kraftig svettning
*Nail changes: nail problem, brittle nails, nails; modification des ongles, ongles cassants, ongles; nagelförändringar, sköra naglar, naglar
Nail loss: nail fell off; perte d'ongle; tappat nagel
Skin ulceration: skin ulcer, pressure sore, bedsore, pressure ulcer; ulcère cutané, escarre; hudsår, trycksår, bensår
Skin hyperpigmentation: dark skin, darkening; hyperpigmentation; hyperpigmentering, mörka fläckar
Photosensitivity: sunburn, sun sensitivity; photosensibilité, coup de soleil; solkänslighet, bränd av solen
Hair color changes: grey hair, hair colour; changement de couleur des cheveux; ändrad hårfärg
*Headache: head ache, head pain, migraine, sore head; céphalée, mal de tête, maux de tête, migraine, céphalées; huvudvärk, ont i huvudet, migrän
*Dizziness: dizzy, light headed, lightheaded, giddy, woozy; étourdissement, tête qui tourne, étourdi, sensations vertigineuses, étourdissements; yrsel, yr
Syncope: fainting, fainted, passed out, collapse, blackout; syncope, évanouissement, perte de connaissance, évanoui; svimning, svimmat, synkope, svimmade
Presyncope: almost fainted, nearly fainted, faint; lipothymie, malaise vagal; svimningskänsla, höll på att svimma
Vasovagal reaction: vasovagal; réaction vagale, malaise vagal; vasovagal reaktion
*Peripheral sensory neuropathy: neuropathy, numbness, numb fingers, numb feet, tingling fingers; neuropathie sensitive périphérique, neuropathie, engourdissement; perifer sensorisk neuropati, neuropati, domningar, nedsatt känsel
Peripheral motor neuropathy: motor neuropathy; neuropathie motrice périphérique; perifer motorisk neuropati
*Paresthesia: tingling, pins and needles, paraesthesia, prickling; paresthésie, fourmillements, picotements, paresthésies; parestesier, stickningar, pirrningar, myrkrypningar
Somnolence: sleepy, sleepiness, drowsy, drowsiness; somnolence, endormi; dåsighet, sömnighet, dåsig
Lethargy: lethargic, sluggish; léthargie; letargi, slöhet
Memory impairment: forgetful, memory loss, poor memory, memory; trouble de la mémoire, perte de mémoire; minnesstörning, dåligt minne, glömsk, minnesproblem
Concentration impairment: poor concentration, cannot concentrate; trouble de la concentration; koncentrationssvårigheter, svårt att koncentrera sig
Cognitive disturbance: chemo brain, cognitive problems; trouble cognitif; kognitiv störning
Tremor: shaking, shaky hands, trembling; tremblement, tremblements; tremor, skakningar, darrningar
Seizure: fit, epilepsy, convulsion, seizures; crise d'épilepsie, convulsion, crise convulsive; krampanfall, epilepsi, kramper
Spinal cord compression: cord compression; compression médullaire; ryggmärgskompression, medullakompression, tvärsnittslesion
Encephalopathy: hepatic encephalopathy; encéphalopathie; encefalopati
Dysarthria: slurred speech; dysarthrie; sluddrigt tal
Anosmia: loss of smell; anosmie, perte de l'odorat; luktbortfall, tappat lukten
Ataxia: unsteady, poor coordination; ataxie; ataxi
*Back pain: backache, sore back, lower back pain, lumbago; mal de dos, dorsalgie, lombalgie, douleur dorsale; ryggsmärta, ont i ryggen, ryggvärk, ryggont
*Bone pain: bone ache, skeletal pain; douleur osseuse, mal aux os, douleurs osseuses; skelettsmärta, ont i skelettet, bensmärta
*Arthralgia: joint pain, joint ache, sore joints, painful joints; arthralgie, douleur articulaire, douleurs articulaires, mal aux articulations; ledvärk, ledsmärta, ont i lederna
Arthritis: swollen joints, inflamed joint; arthrite; artrit, ledinflammation
*Myalgia: muscle pain, muscle ache, sore muscles, muscle soreness; myalgie, douleur musculaire, courbatures, douleurs musculaires; muskelvärk, muskelsmärta, ont i musklerna, träningsvärk
*Muscle cramp: cramp, cramps, leg cramps, charley horse; crampe musculaire, crampe, crampes; muskelkramp, kramp, kramp i benen, vadkramp
Generalized muscle weakness: muscle weakness, weak muscles; faiblesse musculaire généralisée, faiblesse musculaire; generell muskelsvaghet, muskelsvaghet, svaghet
Pain in extremity: leg pain, arm pain, limb pain, foot pain, sore legs; douleur des extrémités, douleur à la jambe, mal aux jambes, douleur au bras; smärta i extremitet, ont i benet, ont i armen, ont i foten
Neck pain: sore neck, stiff neck; douleur cervicale, mal au cou, cervicalgie; nacksmärta, ont i nacken, nackvärk
Flank pain: loin pain, side pain; douleur du flanc, douleur lombaire; flanksmärta, ont i sidan
Chest wall pain: rib pain, ribs; douleur de la paroi thoracique, douleur costale; smärta i bröstkorgsväggen, ont i revbenen
Osteoporosis: thin bones, brittle bones; ostéoporose; benskörhet, osteoporos
Osteonecrosis of jaw: onj, jaw necrosis; ostéonécrose de la mâchoire; käkbensnekros
Rhabdomyolysis: muscle breakdown; rhabdomyolyse; rabdomyolys
*Amenorrhea: no periods, missed period, amenorrhoea, stopped menstruating; aménorrhée, absence de règles; utebliven mens, amenorré
Irregular menstruation: irregular periods; règles irrégulières; oregelbunden mens, mensrubbning
Menorrhagia: heavy periods, heavy bleeding; ménorragie, règles abondantes; riklig mens, riklig menstruation
Vaginal hemorrhage: vaginal bleeding; saignement vaginal, métrorragie; vaginal blödning, underlivsblödning
Vaginal dryness: dry vagina; sécheresse vaginale; torra slemhinnor, vaginal torrhet
Erectile dysfunction: impotence, ed; dysfonction érectile, impuissance; erektil dysfunktion, impotens
Gynecomastia: swollen breasts man, gynaecomastia; gynécomastie; gynekomasti
Premature menopause: early menopause; ménopause précoce; tidigt klimakterium
Pelvic pain: pain in the pelvis; douleur pelvienne; bäckensmärta
Pregnancy loss: miscarriage, abortion; fausse couche; missfall
Oligospermia: low sperm count; oligospermie; lågt spermieantal
Azoospermia: no sperm; azoospermie; azoospermi
`
