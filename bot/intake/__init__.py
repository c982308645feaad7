"""The intake and the competency scan: questions, answers, dossier and plan. No Rasa and no web framework in here."""
