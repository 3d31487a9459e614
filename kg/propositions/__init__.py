"""From dependency trees to propositions: pure functions and tables; the frame lexicon lies in `kg/data`."""
