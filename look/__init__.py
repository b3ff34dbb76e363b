"""What the public site looks like beyond its stylesheet: name, logo, accent colour, and the words of its foot.

Managing editors say it at the desk; what they leave empty follows the settings.
"""
