"""The import of the state register of boundaries (PRG): from the published file to areas of units."""
