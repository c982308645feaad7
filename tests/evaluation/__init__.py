"""Quality figures: questions in people's own words, played against the running bot and judged by the dossiers' text."""
