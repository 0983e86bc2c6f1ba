"""What a file says of itself (claims, works, version), written into it and read back.

Imports `views` and below.
"""
