"""One year's data: framework, plan, published scores, agencies and who is responsible."""
