"""Arithmetic of appeals: values in, values out."""
