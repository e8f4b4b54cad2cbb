"""The tables as PynamoDB models: key formats and index names, held to the template by a test.

Names of tables come with the deployment, so a model is bound to its name before use.
"""
