"""``python -m chatbot.cli``: the command ``aswritten`` of a checkout."""

import sys

from chatbot.cli.main import main

sys.exit(main())
