"""The words of the made-up archive, in pairs: English, French."""

LANGUAGES = ("en", "fr")

GIVEN_NAMES = [
    "Adela", "Anouk", "Basil", "Brynn", "Casimir", "Clea", "Corin", "Dagny", "Edmar", "Elowen", "Fabian",
    "Fenna", "Gaspar", "Greta", "Hadrian", "Ilse", "Ivo", "Jorun", "Kester", "Lavinia", "Leander", "Maeve",
    "Milo", "Nadir", "Odile", "Oskar", "Perrin", "Quilla", "Rasmus", "Selma", "Tancred", "Ulla", "Viggo",
    "Wilma", "Yorick", "Zelda",
]  # fmt: skip
FAMILY_NAMES = [
    "Aldane", "Berrow", "Calder", "Dunmore", "Eskil", "Farrow", "Gault", "Harlan", "Iversby", "Jessop",
    "Kerrigan", "Lindqvar", "Marlow", "Norrey", "Oakden", "Pemberle", "Quenby", "Rossiter", "Sandoval",
    "Thorne", "Ulverton", "Vance", "Wexler", "Yarrow", "Zeller",
]  # fmt: skip

PLACES = [("Velmark", "Velmark"), ("Ostrand", "Ostrand"), ("Lower Caren", "Bas-Caren"), ("Pellam", "Pellam")]
BODIES = [
    ("Ministry of Transport of {}", "Ministère des Transports de {}"),
    ("Harbour Authority of {}", "Capitainerie de {}"),
    ("Public Health Institute of {}", "Institut de santé publique de {}"),
    ("Weather Service of {}", "Service météorologique de {}"),
    ("Court of Auditors of {}", "Cour des comptes de {}"),
    ("Fisheries Council of {}", "Conseil de la pêche de {}"),
    ("University of {}", "Université de {}"),
    ("Railways of {}", "Chemins de fer de {}"),
]
POSITIONS = [("Director", "direction"), ("Spokesperson", "porte-parole")]

TOPICS = [
    ("Transport", "Transports"),
    ("Harbours", "Ports"),
    ("Public health", "Santé publique"),
    ("Climate", "Climat"),
    ("Budget", "Budget"),
    ("Fisheries", "Pêche"),
    ("Research", "Recherche"),
    ("Railways", "Chemins de fer"),
    ("Energy", "Énergie"),
    ("Education", "Enseignement"),
    ("Housing", "Logement"),
    ("Safety at sea", "Sécurité en mer"),
]

DEEDS = [
    ("opens", "ouvre"),
    ("presents", "présente"),
    ("postpones", "reporte"),
    ("reviews", "réexamine"),
    ("extends", "prolonge"),
    ("publishes", "publie"),
    ("evaluates", "évalue"),
    ("resumes", "reprend"),
]
SUBJECTS = [
    ("the annual inspection of the quays", "l’inspection annuelle des quais"),
    ("a winter timetable", "un horaire d’hiver"),
    ("the first figures of the census", "les premiers chiffres du recensement"),
    ("a programme for young engineers", "un programme pour jeunes ingénieurs"),
    ("the survey of coastal waters", "le relevé des eaux côtières"),
    ("a plan against flooding", "un plan contre les inondations"),
    ("the agreement on night trains", "l’accord sur les trains de nuit"),
    ("its report on drinking water", "son rapport sur l’eau potable"),
    ("the renewal of the lighthouses", "la rénovation des phares"),
    ("a call for tenders on bridges", "un appel d’offres pour des ponts"),
    ("the vaccination campaign", "la campagne de vaccination"),
    ("the storm warning network", "le réseau d’alerte aux tempêtes"),
]

ACTORS = [
    ("The authority", "L’autorité"),
    ("The working group", "Le groupe de travail"),
    ("A delegation from the coast", "Une délégation de la côte"),
    ("The council of engineers", "Le conseil des ingénieurs"),
    ("The municipal service", "Le service municipal"),
    ("The board of the institute", "La direction de l’institut"),
    ("A panel of independent experts", "Un collège d’experts indépendants"),
    ("The crew on duty", "L’équipe de service"),
]
ACTS = [
    ("examined", "a examiné"),
    ("welcomed", "a salué"),
    ("set out in detail", "a exposé en détail"),
    ("compared with last year", "a comparé à l’an dernier"),
    ("approved after a long debate", "a approuvé après un long débat"),
    ("asked for more time to study", "a demandé plus de temps pour étudier"),
    ("measured once more", "a mesuré une nouvelle fois"),
    ("put before the public", "a soumis au public"),
]
OBJECTS = [
    ("the costs of the second phase", "les coûts de la deuxième phase"),
    ("the results of the tests at sea", "les résultats des essais en mer"),
    ("every remark from residents", "chaque remarque des riverains"),
    ("the timetable of the works", "le calendrier des travaux"),
    ("the quality of the samples", "la qualité des échantillons"),
    ("a network of forty stations", "un réseau de quarante stations"),
    ("the share of local suppliers", "la part des fournisseurs locaux"),
    ("the rules for heavy vessels", "les règles pour les navires lourds"),
    ("the number of passengers", "le nombre de voyageurs"),
    ("the lessons of the last storm", "les leçons de la dernière tempête"),
]
CIRCUMSTANCES = [
    ("before the end of the quarter", "avant la fin du trimestre"),
    ("in agreement with the neighbouring regions", "en accord avec les régions voisines"),
    ("without raising the fees", "sans relever les redevances"),
    ("at a meeting open to the press", "lors d’une réunion ouverte à la presse"),
    ("as the law of the sea requires", "comme l’exige le droit de la mer"),
    ("with help from three universities", "avec l’aide de trois universités"),
    ("under the eyes of observers", "sous le regard d’observateurs"),
    ("for the eleventh year in a row", "pour la onzième année consécutive"),
]
HEADINGS = [("Background", "Contexte"), ("Next steps", "Prochaines étapes"), ("In figures", "En chiffres")]
CORRECTION = ("A figure in the second paragraph was wrong.", "Un chiffre du deuxième paragraphe était faux.")
