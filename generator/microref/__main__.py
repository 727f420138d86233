"""`python -m microref`. Does nothing but start the command line."""

from microref.cli import main

if __name__ == "__main__":
    main()
