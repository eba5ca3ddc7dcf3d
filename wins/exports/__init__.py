"""Files of a trajectory: tables as CSV and Excel, all of it as JSON (docs/product.md, C9).

``order`` says what is asked, ``tables`` and ``whole`` read the rows, the three ``…_file`` write them, and
``build`` puts these together.
"""
