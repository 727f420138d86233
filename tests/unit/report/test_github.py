from microref.report.formats.github import render
from tests.unit.report.sample import CLEAN, REPORT

EXPECTED = """\
::error file=api_samples/os volumes/v2.49/x%2Creq.json,line=3,col=5,endLine=3,title=microref J105\
::'tag' is not accepted before 2.49; this sample is for 2.20%0Adefined at parameters.yaml:5
::notice file=parameters.yaml,line=1,col=1,endLine=1,title=microref H001\
::100%25 <odd>: a, b%0Aand & \x1b[31m more
::warning file=parameters.yaml,line=3,col=3,endLine=3,title=microref S005\
::unknown key 'titel'%0Ahelp: did you mean 'title'?
"""


def test_each_finding_is_one_escaped_command():
    assert render(REPORT) == EXPECTED


def test_nothing_found():
    assert render(CLEAN) == ""
