"""Uploaded files, from what someone sends to what may be shown: decoded, checked, made anew."""
