/** How people say the term: English; French; Swedish. The first of a language names it there; `*` marks what these trials see most. */
export const general = `
*Fatigue: tired, tiredness, exhausted, exhaustion, no energy, weary, asthenia, weakness, worn out, lack of energy; fatigue, fatigué, épuisement, asthénie, lassitude, épuisé, fatigue extrême, grande fatigue; trötthet, trött, utmattad, utmattning, orkeslös, kraftlös
*Fever: temperature, pyrexia, high temperature, febrile; fièvre, température, fébrile, hyperthermie; feber, förhöjd temperatur
Chills: shivering, shivers, rigors, feeling cold; frissons, tremblements de froid; frossa, frysningar, köldrysningar
Flu like symptoms: flu, influenza like, grippe; syndrome grippal, état grippal, grippe; influensaliknande symtom, influensakänsla, förkylningskänsla
Malaise: feeling unwell, unwell, feeling ill; malaise, mal-être, se sentir mal; sjukdomskänsla, illabefinnande, mår dåligt
*Pain: ache, aches, sore, hurts; douleur, mal, douleurs; smärta, ont, värk
Non-cardiac chest pain: chest pain; douleur thoracique, mal à la poitrine; bröstsmärta, ont i bröstet
Chest pain - cardiac: angina, cardiac chest pain; douleur thoracique cardiaque, angor, angine de poitrine; hjärtrelaterad bröstsmärta, kärlkramp
*Edema limbs: swollen legs, leg swelling, swollen ankles, ankle swelling, leg oedema, peripheral edema, swollen feet; œdème des membres, jambes gonflées, chevilles gonflées, œdème périphérique; svullna ben, bensvullnad, ödem i benen, svullna fötter, svullna anklar
Localized edema: swelling, edema, oedema; œdème localisé, gonflement, œdème; lokaliserat ödem, svullnad, ödem
Edema face: swollen face, facial edema, moon face, face swelling, facial swelling; œdème du visage, visage gonflé; ansiktssvullnad, svullet ansikte
Generalized edema: anasarca, swelling all over; œdème généralisé, anasarque; generellt ödem
Gait disturbance: difficulty walking, unsteady walking, gait; trouble de la marche, difficulté à marcher; gångsvårighet, svårt att gå
*Infusion site extravasation: extravasation, infiltration, leak at drip, tissued cannula; extravasation, extravasation au site de perfusion; extravasering, extravasation, infusionsläckage, gick subkutant
*Injection site reaction: injection pain, lump at injection, injection site pain, octreotide lump, injection nodule; réaction au site d'injection, douleur à l'injection, nodule à l'injection; reaktion vid injektionsstället, ont vid sprutan, knöl efter sprutan
Multi-organ failure: organ failure, mods; défaillance multiviscérale; multiorgansvikt
Disease progression: progression, tumour growth; progression de la maladie; sjukdomsprogress
Death NOS: death, died; décès, mort; död, avliden
Sudden death NOS: sudden death; mort subite; plötslig död
Hypothermia: low temperature, cold body; hypothermie; nedkylning, hypotermi
Facial pain: face pain; douleur faciale; ansiktssmärta
Fall: fell, falls, tripped; chute, tombé; fall, ramlat, föll
Bruising: bruise, bruises, black and blue; ecchymose, bleus, bleu, hématome cutané; blåmärken, blåmärke
Burn: scald; brûlure; brännskada
Dermatitis radiation: radiation burn, radiodermatitis; radiodermite; strålningsdermatit
Fracture: broken bone, broken, bone fracture; fracture, os cassé; fraktur, benbrott, brutet ben
Spinal fracture: vertebral fracture, compression fracture; fracture vertébrale, tassement vertébral; kotfraktur, kotkompression
Hip fracture: broken hip; fracture de la hanche, col du fémur; höftfraktur
*Infusion related reaction: infusion reaction, reaction to the drip, amino acid reaction; réaction liée à la perfusion, réaction à la perfusion; infusionsreaktion, reaktion på dropp
Wound complication: wound problem; complication de plaie; sårkomplikation
Wound dehiscence: wound opened, open wound; déhiscence de plaie, lâchage de suture; sårruptur, såret gick upp
Postoperative hemorrhage: bleeding after surgery; hémorragie postopératoire; blödning efter operation
Vascular access complication: port problem, picc problem, line problem, port a cath; complication d'accès vasculaire, problème de port-a-cath; komplikation i venös infart, problem med picc, problem med port
*Allergic reaction: allergy, hypersensitivity; réaction allergique, allergie, hypersensibilité; allergisk reaktion, allergi, överkänslighet
Anaphylaxis: anaphylactic shock; anaphylaxie, choc anaphylactique; anafylaxi, anafylaktisk chock
Cytokine release syndrome: crs, cytokine storm; syndrome de relargage des cytokines; cytokinfrisättningssyndrom
*Tumor pain: cancer pain, tumour pain, tumor flare; douleur tumorale; tumörsmärta
Tumor hemorrhage: tumour bleeding; hémorragie tumorale; tumörblödning
*Myelodysplastic syndrome: mds, myelodysplasia; syndrome myélodysplasique, smd, myélodysplasie; myelodysplastiskt syndrom, mds
*Leukemia secondary to oncology chemotherapy: leukaemia, leukemia, aml, secondary leukaemia, acute myeloid leukemia; leucémie secondaire, leucémie, lam; sekundär leukemi, leukemi
Treatment related secondary malignancy: second cancer, secondary cancer, new cancer; second cancer, cancer secondaire; sekundär malignitet, ny cancer
Anxiety: anxious, worried, nervous, panic; anxiété, angoisse, anxieux, inquiet; ångest, oro, orolig, ängslan
Depression: depressed, low mood, sad, sadness; dépression, déprimé, tristesse; depression, nedstämdhet, nedstämd, deprimerad, ledsen
*Insomnia: sleepless, cannot sleep, poor sleep, trouble sleeping, sleep problems; insomnie, trouble du sommeil, dort mal; sömnlöshet, sömnsvårigheter, sömnproblem, sover dåligt
Confusion: confused, disoriented; confusion, confus, désorienté; förvirring, förvirrad, konfusion
Delirium: delirious; délire, delirium; delirium
Agitation: agitated; agitation, agité; agitation, upprörd
Irritability: irritable, short tempered; irritabilité, irritable; irritabilitet, lättretlig
Hallucinations: seeing things, hearing voices; hallucinations; hallucinationer
Restlessness: restless; impatience, nervosité; rastlöshet, rastlös
Suicidal ideation: suicidal thoughts; idées suicidaires; självmordstankar
Suicide attempt: tried to kill; tentative de suicide; självmordsförsök
Libido decreased: low libido, loss of libido; baisse de la libido; minskad libido, minskad sexlust
Blurred vision: blurry vision, blurred; vision trouble, vision floue; dimsyn, suddig syn
Vision decreased: poor sight, loss of vision, sees badly; baisse de vision, vue baissée; nedsatt syn, synnedsättning
Dry eye: dry eyes; sécheresse oculaire, yeux secs; torra ögon
Watering eyes: tearing, teary eyes, watery eyes, lacrimation, epiphora; larmoiement, yeux qui coulent; tårflöde, rinnande ögon
Eye pain: sore eye; douleur oculaire, mal aux yeux; ögonsmärta, ont i ögat
Floaters: spots in vision; corps flottants, mouches volantes; flugor i synfältet
Flashing lights: flashes; éclairs lumineux, phosphènes; ljusblixtar
Photophobia: light sensitivity; photophobie; ljuskänslighet
Cataract: cloudy lens; cataracte; grå starr, katarakt
Glaucoma: eye pressure; glaucome; grön starr
Conjunctivitis: red eye, pink eye, red eyes; conjonctivite, œil rouge, yeux rouges; konjunktivit, ögoninflammation, röda ögon
Vertigo: spinning, room spins; vertige, vertiges; svindel, rotatorisk yrsel
Tinnitus: ringing in the ears, ringing ears; acouphènes, bourdonnement d'oreille; tinnitus, öronsus, ringer i öronen
Hearing impaired: hearing loss, deaf, hard of hearing; baisse de l'audition, surdité, perte auditive; nedsatt hörsel, hörselnedsättning
Ear pain: earache, sore ear; otalgie, mal aux oreilles; öronvärk, ont i örat
Hypothyroidism: underactive thyroid, low thyroid; hypothyroïdie; hypotyreos, låg ämnesomsättning
Hyperthyroidism: overactive thyroid; hyperthyroïdie; hypertyreos, giftstruma
Adrenal insufficiency: adrenal failure, addison, low cortisol; insuffisance surrénale, insuffisance surrénalienne; binjurebarksvikt, kortisolbrist
Endocrine disorders - Other, specify: other endocrine disorder, carcinoid crisis, hormonal crisis, hormone crisis; autre trouble endocrinien, crise carcinoïde, crise hormonale; annan endokrin sjukdom, karcinoid kris, hormonell kris, hormonkris
Testosterone deficiency: low testosterone; déficit en testostérone, testostérone basse; testosteronbrist, lågt testosteron
Cushingoid: cushing; syndrome cushingoïde, cushing; cushingoid
Hypopituitarism: pituitary failure; hypopituitarisme, insuffisance hypophysaire; hypofyssvikt
`
